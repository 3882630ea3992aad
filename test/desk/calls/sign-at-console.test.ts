/** The terminal makes it ready, a person signs it at the console, and the command goes on as before. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { CallFailed } from '../../../desk/calls/authority-calls.ts'
import { byTokenOrSigned } from '../../../desk/calls/sign-at-console.ts'
import { application } from '../../server/build-app.ts'
import { keepCase } from '../../server/cases/case-scene.ts'
import { runsOf } from '../../server/cases/made-office.ts'
import { type Decider, deciders } from '../../server/deciders.ts'
import { madeDesk } from '../made-desk.ts'

/** Signs the first thing that waits, as a page of the console does. */
async function signNext(by: Decider): Promise<void> {
  for (;;) {
    const [waiting] = (await by.call('GET', '/v1/prepared-acts')).body.prepared
    if (waiting === undefined) {
      await setTimeout(20)
      continue
    }
    const opened = await by.call('POST', '/v1/signings', { prepared: waiting.id })
    if (opened.status !== 201) throw new Error(JSON.stringify(opened.body))
    const assertion = by.assertion(opened.body.text)
    const signed = await by.call('POST', `/v1/signings/${opened.body.id}/assertion`, { assertion })
    if (signed.status !== 200) throw new Error(JSON.stringify(signed.body))
    return
  }
}

async function scene(t: Test) {
  const desk = await madeDesk(t, { mustSign: true })
  const people = await deciders(desk)
  return { desk, people, runs: runsOf(t, desk), dana: await people.make('Dana', ['operator', 'case-officer']) }
}

t.test('a case is decided at the terminal once its officer signed it', async (t) => {
  const { desk, runs, dana } = await scene(t)
  const run = await desk.person('Dana')
  const { reference } = await keepCase(runs)
  const [shown] = await Promise.all([run('decide', reference, '--no-objection', '--revision', '8'), signNext(dana)])
  t.match(shown, {
    json: [{ state: 'no-objection', waits_for_second: false }],
    text: /its e-visa is issued and sent now/,
  })
})

t.test('a list is signed once, and issued in its parts; a proposal takes two', async (t) => {
  const { desk, people, dana } = await scene(t)
  const run = await desk.person('Asel')
  const all = Array.from({ length: 230 }, (_, at) => application({ application_reference: `R-${1000 + at}` }))
  const file = join(t.testdir(), 'many.jsonl')
  writeFileSync(file, all.map((one) => JSON.stringify(one)).join('\n'))
  const [issued] = await Promise.all([run('issue', file), signNext(dana)])
  t.equal(await desk.store.countVisas(), 230)
  t.equal((await dana.call('GET', '/v1/prepared-acts')).body.prepared.length, 0, 'one signature')
  const number = issued.json[0]?.visa_number
  const numbers = join(t.testdir(), 'numbers')
  writeFileSync(numbers, number)
  const [proposed] = await Promise.all([run('revoke', '--reason', 'stolen', '--file', numbers), signNext(dana)])
  t.match(proposed.json, [{ state: 'open', proposed_by: 'Dana' }])
  const erlan = await people.make('Erlan', ['supervisor'])
  const [approved] = await Promise.all([run('approve', proposed.json[0].id, '--yes'), signNext(erlan)])
  t.match(approved.json, [{ state: 'approved', decided_by: 'Erlan' }])
})

t.test('one is replaced once that is signed', async (t) => {
  const { desk, dana } = await scene(t)
  const run = await desk.person('Asel')
  const file = join(t.testdir(), 'one.json')
  const one = application({ application_reference: 'R-1' + '000' })
  writeFileSync(file, JSON.stringify(one))
  const [issued] = await Promise.all([run('issue', file), signNext(dana)])
  const number = issued.json[0].visa_number
  writeFileSync(file, JSON.stringify({ ...one, application_reference: 'R-1000-B', stay_days: 20 }))
  const [replaced] = await Promise.all([
    run('replace', number, file, '--reason', 'a slip', '--by-hand'),
    signNext(dana),
  ])
  t.match(replaced.json, [{ replaces: number }])
})

t.test('whatever else goes wrong is told as ever', async (t) => {
  const failing = () => Promise.reject(new CallFailed('no', 409, [], 'conflict'))
  const call = () => Promise.reject(new Error('nothing is made ready'))
  const never = async () => t.fail('nothing was signed')
  await t.rejects(
    byTokenOrSigned({ call }, failing, () => ({}), never),
    { message: 'no' },
  )
})
