import t from 'tap'
import { CallFailed } from '../../../desk/calls/authority-calls.ts'
import { patiently, sendApplications } from '../../../desk/calls/send-applications.ts'
import type { SentApplication } from '../../../desk/terminal/split-applications.ts'

const sent = (line: number, value: unknown, fault: string | null = null): SentApplication => ({
  ...{ line, reference: fault === null ? `REF-${line}` : null, value, fault },
})

/** A server that does not read a request with `bad` in it, and calls before it reads any. */
function desk(status = 400) {
  const sizes: number[] = []
  const call = async (_method: string, _path: string, body: unknown) => {
    const { applications } = body as { applications: unknown[] }
    sizes.push(applications.length)
    if (applications.includes('bad')) throw new CallFailed('it is not well formed', status)
    const visa = (value: unknown) => ({ visa_number: String(value), status: 'valid', replaced_by: null })
    return { results: applications.map((value) => ({ visa: visa(value), is_new: value !== 'old' })) }
  }
  return { sizes, call: call as never }
}

t.test('one that the server cannot read is found by halves; the others are issued once, in order', async (t) => {
  for (const status of [400, 413]) {
    const { call, sizes } = desk(status)
    const some = ['a', 'b', 'bad', 'old', 'e'].map((value, at) => sent(at + 1, value))
    const outcomes = (await sendApplications([...some, sent(6, undefined, 'at position 3')], { call })).map(
      ([one]) => one,
    )
    t.match(outcomes, [
      { line: 1, result: 'issued', visa_number: 'a' },
      { line: 2, result: 'issued', visa_number: 'b' },
      { line: 3, result: 'refused', errors: [{ rule: 'unreadable', message: 'was not read: it is not well formed' }] },
      { line: 4, result: 'already-issued', visa_number: 'old', status: 'valid', replaced_by: null },
      { line: 5, result: 'issued', visa_number: 'e' },
      {
        line: 6,
        result: 'refused',
        reference: null,
        errors: [{ rule: 'json', message: 'is no JSON (at position 3)' }],
      },
    ])
    t.same(sizes, [5, 2, 3, 1, 2])
  }
})

t.test('what the server refuses altogether is nobody’s fault', async (t) => {
  await t.rejects(sendApplications([sent(1, 'bad')], { call: desk(401).call }), { message: 'it is not well formed' })
  t.same(await sendApplications([], { call: desk().call }), [])
})

t.test('what may pass is tried again', async (t) => {
  let calls = 0
  const answered = await patiently(async () => {
    calls += 1
    if (calls < 3) throw new CallFailed('busy', calls === 1 ? null : 503)
    return calls
  })
  t.equal(answered, 3)
})
