import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import { rows } from '../../../server/store/steps.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { NOW } from '../../server/build-app.ts'
import { keepCase, type MadeCase } from '../../server/cases/case-scene.ts'
import { runsOf } from '../../server/cases/made-office.ts'
import { madeDesk } from '../made-desk.ts'

async function made(t: Test) {
  const desk = await madeDesk(t)
  const runs = runsOf(t, desk)
  return {
    ...desk,
    runs,
    keep: (made: MadeCase = {}) => keepCase(runs, made),
    asel: await desk.person('asel'),
    bolat: await desk.person('bolat'),
  }
}

t.test('an officer sees the queue and a case, and decides it as it was shown', async (t) => {
  const { keep, asel, bolat, run } = await made(t)
  t.match((await asel('cases')).text, 'no case waits')
  const { reference } = await keep()
  const name = formatVisaNumber(reference)
  t.match((await asel('cases')).text, `${name}  paid, due `)
  const { text } = await asel('case', name, '--claim')
  t.match(text, `${name}  PERERA NIMALI SANDUNI: review, revision 8\n`)
  t.match(text, /asel has it until[\s\S]*nothing differs[\s\S]*takes two officers: a refusal\n/)
  t.match(text, `npm run -s authority -- decide ${name} --revision 8 --no-objection`)
  await t.rejects(bolat('decide', reference, '--no-objection', '--revision', '8'), {
    message: /asel has this case until/,
  })
  await t.rejects(run('decide', reference, '--no-objection', '--revision', '8'), {
    message: /sign in with your own token/,
  })
  await t.rejects(asel('decide', reference, '--no-objection'), { message: /nothing was decided[\s\S]*add --revision/ })
  await t.rejects(asel('decide', reference, '--no-objection', '--revision', '6'), {
    message: /changed since you looked/,
  })
  t.match(
    (await asel('decide', reference, '--no-objection', '--revision', '8')).text,
    /^.*, at revision 8: no objection: its e-visa is issued and sent now$/,
  )
})

t.test('a refusal is agreed to by another officer, or sent back', async (t) => {
  const { keep, asel, bolat } = await made(t)
  const { reference } = await keep()
  const decide = (who: typeof asel, revision: number, ...what: string[]) =>
    who('decide', reference, '--revision', String(revision), ...what)
  const refusal = ['--refuse', 'identity', '--reason', 'another birth date']
  await t.rejects(decide(asel, 8, '--refuse', 'identity'), { message: /reason is missing: say why/ })
  t.match((await decide(asel, 8, ...refusal)).text, /a second officer has to agree$/)
  t.match((await bolat('case', reference)).text, /WAITS FOR A SECOND OFFICER: asel[\s\S]*--agree\n.*--send-back/)
  t.match(
    (await decide(bolat, 9, '--send-back', '--reason', 'look again')).text,
    /sent back: it is to be decided anew$/,
  )
  t.match((await decide(asel, 10, ...refusal)).text, /a second officer/)
  t.match((await decide(bolat, 11, '--agree')).text, /refused: the traveller is told why/)
})

t.test('asks, gives back, and says what of a command is wrong', async (t) => {
  const { keep, asel, bolat } = await made(t)
  const { reference } = await keep()
  await asel('case', reference, '--claim')
  t.match((await asel('case', reference, '--give-back')).text, /is nobody's now/)
  await bolat('case', reference, '--claim')
  for (const args of [[], ['--no-objection', '--agree'], ['--ask', 'x', '--send-back']])
    await t.rejects(bolat('decide', reference, ...args), { message: /say one thing/ })
  await t.rejects(bolat('decide', reference, '--agree', '--revision', 'x'), { message: /--revision takes the number/ })
  await t.rejects(bolat('case', 'K7Q2'), { message: /a reference has 12/ })
  t.match(
    (await bolat('decide', reference, '--template', 'journey', '--ask', 'Which hotel?', '--revision', '8')).text,
    /asked: it comes back with the answer$/,
  )
})

t.test('lists those of one state, and all that are overdue', async (t) => {
  const { keep, asel } = await made(t)
  await keep()
  t.match((await asel('cases', '--overdue')).text, 'no case is overdue')
  const late = await keep({ dueAt: NOW - 1 })
  t.match((await asel('cases', '--overdue')).json[0].cases, [{ reference: late.reference }])
  t.match((await asel('cases', '--state', 'refused')).text, 'no case waits')
  t.equal((await asel('cases', '--state', 'paid')).json[0].cases.length, 2)
})

t.test('corrects an e-visa by a file, or leaves it', async (t) => {
  const { keep, asel, runs, dir } = await made(t)
  const { reference } = await keep()
  await runs.act(function* () {
    yield* rows(`UPDATE applications SET state = 'issued', visa_number = 'K7Q2M4XN9TBD' WHERE id = ?`, reference)
    yield* takeEdge(APPLICATION, reference, 'ask-correction', { actor: 'applicant/a', at: NOW })
    yield* rows(
      'INSERT INTO corrections (id, application, asked, asked_at) VALUES (?, ?, ?, ?)',
      ...[randomUUID(), reference, '"wrong"', NOW],
    )
  })
  const file = join(dir, 'change.json')
  writeFileSync(file, '{"holder":')
  await t.rejects(asel('correct', reference, '--change', file), { message: /is no JSON/ })
  await t.rejects(asel('correct', reference), { message: /change is missing/ })
  await t.rejects(asel('correct', reference, '--leave-as-is'), { message: /reason is missing/ })
  t.match(
    (await asel('correct', reference, '--leave-as-is', '--reason', 'as in the passport')).text,
    /: issued, revision/,
  )
})
