import t from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { lookBack } from '../../../server/looking-back/look-back.ts'
import { keepCase } from '../../server/cases/case-scene.ts'
import { runsOf } from '../../server/cases/made-office.ts'
import { madeDesk } from '../made-desk.ts'

t.test('cases that were drawn are listed, and looked at again by somebody else', async (t) => {
  const desk = await madeDesk(t)
  const [asel, bolat] = [await desk.person('asel'), await desk.person('bolat')]
  const { reference } = await keepCase(runsOf(t, desk))
  await asel('case', reference, '--claim')
  await asel('decide', reference, '--refuse', 'purpose', '--reason', 'it is not clear', '--revision', '8')
  await bolat('case', reference, '--claim')
  await bolat('decide', reference, '--agree', '--revision', '9')
  desk.clock.now += 86_400
  const { store, clock } = desk
  await lookBack({ store, now: () => clock.now, randomInt: () => 0, officeLanguage: 'en' })
  const name = formatVisaNumber(reference)
  t.match(
    (await asel('second-looks')).text,
    new RegExp(`^${name} {2}refuse .* by asel, bolat; waits for somebody else`),
  )
  await t.rejects(asel('second-look', name), { message: /--right, or --wrong/ })
  await t.rejects(asel('second-look', name, '--right'), { message: /You decided in this case/ })
  const clara = await desk.person('clara')
  t.match(
    (await clara('second-look', name, '--wrong', '--reason', 'the purpose is clear')).text,
    /NOT AS IT SHOULD BE, clara/,
  )
  t.match((await asel('second-looks')).text, 'no case waits')
  t.match((await asel('second-looks', '--all')).text, /clara .*: the purpose is clear/)
})
