/** `npm run test:long`: three thousand damaged stores of the server. EVISA_DAMAGE_SEED begins at another seed. */
import { damageServers } from '../journeys/damaged-server.ts'

const report = await damageServers(3000, Number(process.env.EVISA_DAMAGE_SEED ?? 1))
process.stdout.write(`${JSON.stringify(report)}\n`)
if (report.green.length + report.silent.length > 0) process.exitCode = 1
