import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { answerInWords, type PassengerResult } from '#evisa/flight-answer.ts'
import type { FlightLine, Tell } from '../../../server/flights/flight-lines.ts'
import { JSON_LINES, streamLines, TABLE_TYPE, tableLines, writeTable } from '../../../server/flights/line-writer.ts'

const result: PassengerResult = {
  row: 2,
  reference: '=1+1',
  outcome: 'refer',
  specimen: false,
  reason: 'evisa/none-given',
  detail: {},
  findings: [],
  asked_for: '2026-11-22',
  decided_at: 1,
  online: true,
  knew: [],
  not_known: [],
  visa: null,
}
const answer = { ...answerInWords(result, null), receipt: null }
const told: FlightLine = { kind: 'answer', ...answer }
const progress: FlightLine = { kind: 'progress', done: 1, total: 1 }
// Its mark of the order of bytes too.
const textOf = async (out: Readable) => (await buffer(out)).toString()
const ignore = { failed: () => undefined, done: () => undefined }

t.test('JSON lines have every line, a table the answers alone under its header', async (t) => {
  const work = async (tell: Tell) => {
    tell(told)
    tell(progress)
  }
  const lines = await textOf(streamLines(JSON_LINES, work, ignore))
  t.same(
    lines.split('\n').map((line) => line && JSON.parse(line)),
    [told, progress, ''],
  )
  const table = await textOf(streamLines(tableLines('en'), work, ignore))
  t.equal(table, writeTable([answer], 'en'), 'the same as all at once')
  t.match(table, /^\ufeffrow,reference,answer,.*\r\n2,"'=1\+1",CHECK BY HAND,/)
  t.match(TABLE_TYPE, tableLines('ru').type)
  t.match(writeTable([answer], 'ru'), /,ПРОВЕРИТЬ ВРУЧНУЮ,/)
})

t.test('work that failed ends the stream with its fault, after it was told', async (t) => {
  const failures: string[] = []
  const failing = async (tell: Tell) => {
    tell(progress)
    throw new Error('disk')
  }
  const out = streamLines(JSON_LINES, failing, { ...ignore, failed: ({ message }) => void failures.push(message) })
  await t.rejects(textOf(out), { message: 'disk' })
  t.same(failures, ['disk'])
})

t.test('the work goes on where nobody listens, and has left once both have ended', async (t) => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const seen: string[] = []
  const work = async (tell: Tell) => {
    await promise
    tell(progress)
    seen.push('worked')
  }
  const out = streamLines(JSON_LINES, work, { ...ignore, done: () => void seen.push('left') })
  out.destroy()
  await setImmediate()
  t.same(seen, [], 'it is closed, and worked on')
  resolve()
  await setImmediate()
  t.same(seen, ['worked', 'left'])

  const unread = streamLines(JSON_LINES, async (tell) => tell(progress), {
    ...ignore,
    done: () => void seen.push('read'),
  })
  await setImmediate()
  t.same(seen, ['worked', 'left'], 'nobody has read it yet')
  await textOf(unread)
  await setImmediate()
  t.same(seen, ['worked', 'left', 'read'])
})
