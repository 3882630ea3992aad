/** What people are told that they signed, by language. */
export { default as en } from './en.json' with { type: 'json' }
export { default as kk } from './kk.json' with { type: 'json' }
export { default as ru } from './ru.json' with { type: 'json' }
