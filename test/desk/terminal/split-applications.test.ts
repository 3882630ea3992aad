import t from 'tap'
import { contentReference, readApplications, type SentApplication } from '../../../desk/terminal/split-applications.ts'

async function read(text: string): Promise<SentApplication[]> {
  async function* lines() {
    yield* text.split('\n')
  }
  const all: SentApplication[] = []
  for await (const one of readApplications(lines())) all.push(one)
  return all
}

t.test('one application a line; a line that is no JSON is told with the others', async (t) => {
  const all = await read('\ufeff{"a":1}\n\n{"application_reference":"REF-1","a":1}\n{"a":\n7\n[1]\n')
  t.match(all, [
    { line: 1, reference: /^sha256\.[\w-]{43}$/, value: { application_reference: /^sha256/, a: 1 }, fault: null },
    { line: 3, reference: 'REF-1', value: { a: 1 }, fault: null },
    { line: 4, reference: null, fault: 'end of JSON input' },
    { line: 5, reference: null, value: 7, fault: null },
    { line: 6, reference: null, value: [1], fault: null },
  ])
  t.equal((await read('{"a":1}\n{"a":2}\n{"a":1}'))[2]?.reference, all[0]?.reference, 'of the same content')
})

t.test('one JSON text over many lines: an object or an array', async (t) => {
  t.match(await read('\n{\n  "a": 1\n}\n'), [{ line: 1, value: { a: 1 } }])
  t.match(await read('[{"a":1},\n {"a":2}]'), [
    { line: 1, value: { a: 1 } },
    { line: 2, value: { a: 2 } },
  ])
  t.match(await read('[{"a":1}]'), [{ line: 1, value: { a: 1 } }], 'in one line, too')
  t.same(await read('\n \n'), [])
  await t.rejects(read('{\n "a":\n'), { message: /neither one application a line nor one JSON text/ })
  await t.rejects(read('surname,given\nX,Y'), { message: /neither/ })
  await t.rejects(read(`[\n${'"x",'.repeat(17_000_000)}`), { message: /over 64 MB/ })
})

t.test('reads no further than it is asked', async (t) => {
  let given = 0
  async function* endless() {
    for (;;) {
      given += 1
      yield `{"a":${given}}`
    }
  }
  for await (const { line } of readApplications(endless())) if (line === 3) break
  t.equal(given, 3)
})

t.test('a broken first line is a broken line, and nobody is quoted', async (t) => {
  const all = await read('{"a":PERERA}\n\n{"a":1}\n{"a":"PERERA"')
  t.match(all, [
    { line: 1, reference: null, fault: /^(at position \d+|not in its form)$/ },
    { line: 3, value: { a: 1 }, fault: null },
    { line: 4, reference: null, fault: /^(at position \d+|end of JSON input|not in its form)$/ },
  ])
  await t.rejects(read('{"a":PERERA}'), { message: /^[^P]*neither one application a line nor one JSON text[^P]*$/ })
  t.match(await read('[\n{"a":1},\n{"a":2}\n]'), [{ line: 1 }, { line: 2 }], 'an array with an object a line')
  t.match(await read('{\n"a":\n{"b":1}\n}'), [{ line: 1, value: { a: { b: 1 } } }])
})

t.test('the reference of an application is of what it asks for, in any order, wherever it is sent', async (t) => {
  const [one, other, mailed, more] = await read(
    '{"a":1,"b":{"c":[1,{"d":2,"e":3}]}}\n{"b":{"c":[1,{"e":3,"d":2}]},"a":1}\n{"a":1,"b":{"c":[1,{"d":2,"e":3}]},"email":"x"}\n{"a":1}',
  )
  t.equal(one?.reference, other?.reference)
  t.equal(one?.reference, mailed?.reference)
  t.not(one?.reference, more?.reference)
  t.not(contentReference({ a: 1 }), contentReference({ a: 1 }, 'of another'))
})
