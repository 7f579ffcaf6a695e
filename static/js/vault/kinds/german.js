/**
 * What the kinds are called in German, for `kind:` to find them so: what searches does not have the pages' texts, and people
 * type what they read there. languages/de.json says the same.
 */

/** By type: one item, and the shelf. @type {ReadonlyMap<string, readonly [name: string, plural: string]>} */
export const GERMAN = new Map([
  ['login', ['Login', 'Logins']],
  ['software-license', ['Softwarelizenz', 'Softwarelizenzen']],
  ['server', ['Server', 'Server']],
  ['database', ['Datenbank', 'Datenbanken']],
  ['wifi', ['WLAN-Router', 'WLAN-Router']],
  ['email-account', ['E-Mail-Konto', 'E-Mail-Konten']],
  ['api-credential', ['API-Zugang', 'API-Zugänge']],
  ['ssh-key', ['SSH-Schlüssel', 'SSH-Schlüssel']],
  ['crypto-wallet', ['Kryptowallet', 'Kryptowallets']],
  ['note', ['Sichere Notiz', 'Sichere Notizen']],
  ['credit-card', ['Kreditkarte', 'Kreditkarten']],
  ['bank-account', ['Bankkonto', 'Bankkonten']],
  ['identity', ['Identität', 'Identitäten']],
  ['address', ['Adresse', 'Adressen']],
  ['passport', ['Reisepass', 'Reisepässe']],
  ['drivers-license', ['Führerschein', 'Führerscheine']],
  ['membership', ['Mitgliedschaft', 'Mitgliedschaften']],
  ['insurance', ['Versicherung', 'Versicherungen']],
  ['medical-record', ['Krankenakte', 'Krankenakten']],
  ['vehicle', ['Fahrzeug', 'Fahrzeuge']],
  ['reward-program', ['Bonusprogramm', 'Bonusprogramme']],
  ['other', ['Anderes', 'Anderes']],
])
