import t from 'tap'
import { programVersion } from '../../../server/operation/program-version.ts'

t.test('is the version of the package', async (t) => t.match(programVersion(), /^\d+\.\d+\.\d+/))
