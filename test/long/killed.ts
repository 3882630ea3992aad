/** `npm run test:long`: server and station killed a thousand times. EVISA_KILL_SEED repeats a run. */
import { killAgainAndAgain } from '../journeys/killed.ts'

const seed = Number(process.env.EVISA_KILL_SEED ?? Date.now() % 2 ** 31)
const killed = await killAgainAndAgain(1000, seed)
process.stdout.write(`${JSON.stringify({ ...killed, seed })}\n`)
if (killed.lost + killed.broken + killed.unsent > 0) process.exitCode = 1
