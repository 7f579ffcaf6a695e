// Choices about the look of things that this browser keeps for whoever uses it; docs/formats.md §8. None of them is secret.
import { effect, signal } from '@preact/signals'

/**
 * @template {string} Choice
 * @param {string} key  in localStorage
 * @param {readonly [Choice, ...Choice[]]} choices  the first is taken where none, or something else, is kept
 * @returns {import('@preact/signals').Signal<Choice>} what is put into it is kept
 */
export function kept(key, choices) {
  const stored = localStorage.getItem(key)
  const choice = signal(choices.find((one) => one === stored) ?? choices[0])
  effect(() => {
    if (choice.value !== choices[0]) localStorage.setItem(key, choice.value)
    else localStorage.removeItem(key)
  })
  return choice
}
