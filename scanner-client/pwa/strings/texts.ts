/** What the scanner's page says, by language: English is a part of the page, each other one a file that is fetched when it is chosen. */
const kk = new URL('./kk.json', import.meta.url)
const ru = new URL('./ru.json', import.meta.url)

export { default as en } from './en.json' with { type: 'json' }
export { kk, ru }
