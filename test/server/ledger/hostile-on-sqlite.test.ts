import { hostileEvents } from './hostile-events.ts'

hostileEvents('on SQLite', async () => null)
