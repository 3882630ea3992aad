import { mkdtempSync, mkdirSync } from 'node:fs'
import { drillIn, restoreDrill, twiceDrill, tableOf } from '/work/main/test/journeys/recovery-drill.ts'
const folder = mkdtempSync('/tmp/drill-')
mkdirSync(folder + '/authority')
const d = drillIn(folder)
const tell = d.tell
const t0 = Date.now()
const drill = { ...d, tell: (a: string, b: string) => { console.log(((Date.now() - t0) / 1000).toFixed(1), a, '=>', b); tell(a, b) } }
try { await (process.argv[2] === 'twice' ? twiceDrill : restoreDrill)(drill as never); console.log(tableOf(d.steps)) } catch (e) { console.log('FAILED', e) } finally { await d.stop(); process.exit() }
