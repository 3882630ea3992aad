import t from 'tap'
import { nameFault } from '../../../server/issuing/name-fault.ts'

t.test('says how a name is to be written, and how the passport most likely has it', async (t) => {
  t.match(nameFault('Иванов'), /letters A-Z.*; perhaps IVANOV$/)
  t.match(nameFault('王'), /one space between parts$/)
  t.match(nameFault('A'.repeat(81)), /at most 80 characters$/)
  t.match(nameFault(7), /at most 80 characters$/)
})
