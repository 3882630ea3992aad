import t from 'tap'
import { timelineOf } from '#evisa/key-timeline.ts'
import { purposeInWords, stepRow, timelineView } from '../../../../desk/console/keys/key-view.ts'
import * as texts from '../../../../desk/console/strings/texts.ts'
import { keyDocument } from '../../../keys/made-store.ts'
import { NOW } from '../../../server/build-app.ts'

const EN = { language: 'en' } as const
const DAY = 86_400

t.test('draws what the words say, within its width', async (t) => {
  const stolen = keyDocument('statusOld01', { purpose: 'status', state: 'compromised', compromised_at: NOW })
  const root = { version: 1, iat: NOW, exp: NOW + 900 * DAY }
  const { rows, width, now } = timelineView(timelineOf([stolen], root, NOW), EN)
  t.match(rows[0], { purpose: 'Root', name: 'root 1', verifies: '–', bars: [{ kind: 'signs' }] })
  t.match(rows[1], { state: 'stolen or misused', isStolen: true, stolen: /since/ })
  for (const { x, width: wide } of rows.flatMap(({ bars }) => bars)) t.ok(x >= 0 && x + wide <= width)
  t.ok(now > 0 && now < width)
})

t.test('a step says when, whether it is late, and whether there is time', async (t) => {
  const step = {
    name: 'announce',
    state: 'next',
    doneAt: null,
    notBefore: NOW,
    notAfter: NOW + DAY,
    commands: [],
  } as const
  t.match(stepRow(step, NOW + 1, EN), { isLate: false, isEarly: false, times: [/^not before/, /^not after/] })
  t.match(stepRow(step, NOW - 1, EN), { isEarly: true })
  t.match(stepRow(step, NOW + 2 * DAY, EN), { isLate: true, isNext: true })
  const done = stepRow({ ...step, state: 'done', doneAt: NOW }, NOW + 2 * DAY, EN)
  t.match(done, { isLate: false, isDone: true, times: [/^since/] })
})

t.test('a purpose of a newer program keeps its name', async (t) => {
  t.equal(purposeInWords('visa', texts.en.keys), 'E-visas')
  t.equal(purposeInWords('toString', texts.en.keys), 'toString')
})
