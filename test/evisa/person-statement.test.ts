import t from 'tap'
import { isStated, type StatedEvent, statementKind, statementText } from '#evisa/person-statement.ts'
import { madeOverride, madeShift, madeVoid } from '../made-statements.ts'

const ID = '0193510e-0000-7000-8000-000000000001'

t.test('the texts are these, to the letter', async (t) => {
  t.equal(
    statementText(madeShift(), 'booth-7'),
    `{"statement":"evisa-gate/shift/1","event":"${ID}","device":"booth-7","visa_number":null,"checkpoint":"NQZ","until":1795330800,"at":1795323600}`,
  )
  t.equal(
    statementText(madeOverride({ text: 'стоял в очереди' }), 'booth-7'),
    `{"statement":"evisa-gate/override/1","event":"${ID}","device":"booth-7","visa_number":"K7Q2M4XN9TBD","checkpoint":"NQZ","operator":"KZ-1","overrules":["dates/expired"],"code":"ARRIVED_IN_TIME","text":"\\u0441\\u0442\\u043e\\u044f\\u043b \\u0432 \\u043e\\u0447\\u0435\\u0440\\u0435\\u0434\\u0438","at":1795323600}`,
  )
  t.equal(
    statementText(madeVoid({ visa_number: null }), 'booth-7'),
    `{"statement":"evisa-gate/void/1","event":"${ID}","device":"booth-7","visa_number":null,"checkpoint":"NQZ","operator":"KZ-1","voids":"${ID}","text":"wrong person","at":1795323600}`,
  )
  const pass = madeShift({ shift: ID })
  t.equal(statementKind(pass), 'pass')
  t.match(statementText(pass, 'booth-7'), `{"statement":"evisa-gate/pass/1"`)
  t.match(statementText(pass, 'booth-7'), `"operator":"KZ-1","shift":"${ID}","until"`)
})

t.test('its place in the chain and the statement itself change nothing; all that is said does', async (t) => {
  const event = madeOverride()
  const text = statementText(event, 'booth-7')
  const chained = { ...event, device: 'booth-7', seq: 7, prev: null } as StatedEvent
  t.equal(statementText(chained, 'booth-7'), text)
  const others: Partial<ReturnType<typeof madeOverride>>[] = [
    { id: ID.replace(/1$/, '2') },
    { visa_number: 'other' },
    { checkpoint: 'ALA' },
    { operator: 'KZ-9' },
    { overrules: ['status/suspended'] },
    { code: 'STAMPS_CHECKED' },
    { text: 'other' },
    { at: 1 },
  ]
  for (const other of others) t.not(statementText({ ...event, ...other }, 'booth-7'), text, JSON.stringify(other))
  t.not(statementText(event, 'booth-8'), text)
})

t.test("an officer's own word within minutes needs no signature", async (t) => {
  const { supervisor: _, ...withoutSupervisor } = madeVoid()
  t.notOk(isStated(withoutSupervisor))
  t.ok(isStated(madeVoid()))
  t.ok(isStated(madeShift()))
  t.notOk(isStated({ ...madeShift(), action: 'exit', visa_number: 'X', basis: 'offline', reason: null } as never))
})
