// The large list of the Electronic Frontier Foundation for five dice, as the strength meter's package ships it: three words
// without their hyphens, and `cheetah` for `yo-yo`, so that every word is of the letters a to z alone.
import diceware from '@zxcvbn-ts/language-common/dist/diceware.json.mjs'

/** 7,776 words of 3 to 9 letters. @type {readonly string[]} */
export const WORDS = diceware
