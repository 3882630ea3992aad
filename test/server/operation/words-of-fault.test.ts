import t from 'tap'
import { wordsOfFault } from '../../../server/operation/words-of-fault.ts'

const fault = (code: string, path?: string) => Object.assign(new Error('the words of the system'), { code, path })

t.test('says what is the matter with which file', async (t) => {
  t.equal(wordsOfFault(fault('ENOSPC', '/backups/x')), 'the disk is full: /backups/x')
  t.equal(wordsOfFault(fault('EACCES', '/backups')), 'no permission for: /backups')
  t.equal(wordsOfFault(fault('SQLITE_FULL')), 'the disk is full: the words of the system')
  const copying = Object.assign(fault('ENOSPC', '/backups/x'), { dest: '/data/x' })
  t.equal(wordsOfFault(copying), 'the disk is full: /data/x')
  t.equal(wordsOfFault(new Error('anything else')), 'anything else')
})
