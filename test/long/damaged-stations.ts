/** `npm run test:long`: three thousand damaged stations. EVISA_DAMAGE_SEED begins at another seed. */
import { damageAgainAndAgain } from '../journeys/damaged-station.ts'

const report = await damageAgainAndAgain(3000, Number(process.env.EVISA_DAMAGE_SEED ?? 1))
process.stdout.write(`${JSON.stringify(report)}\n`)
if (report.green.length + report.silent.length > 0) process.exitCode = 1
