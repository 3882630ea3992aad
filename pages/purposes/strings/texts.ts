/** What this area says, in every language: a file and a line each. */
export { default as ar } from './ar.json' with { type: 'json' }
export { default as en } from './en.json' with { type: 'json' }
export { default as fr } from './fr.json' with { type: 'json' }
export { default as kk } from './kk.json' with { type: 'json' }
export { default as ru } from './ru.json' with { type: 'json' }
