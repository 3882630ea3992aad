import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { columnInWords, emptyList, LIST_COLUMNS } from '../../../portal/host/empty-list.ts'
import { readInvitationList } from '../../../server/invitations/read-invitation-list.ts'

t.test('the empty table of every language has headings that the server understands', async (t) => {
  for (const language of TRAVELLER_LANGUAGES) {
    const separator = emptyList(language).includes(';') ? ';' : ','
    const row = ['PERERA', 'NIMAL', '1990-05-04', 'LKA', 'N1234567', '', 'tourism', 'B12', '1']
    const rest = ['2026-12-01', '2026-12-20', '20', 'nimal@example.org', 'ru']
    const read = readInvitationList(
      Buffer.from(`${emptyList(language)}${[...row, ...rest].join(separator)}\r\n`),
      false,
    )
    t.match(read, { ok: true, value: { ignored: [], lines: [{ read: { ok: true } }] } }, language)
    for (const column of LIST_COLUMNS) t.ok(columnInWords(column, language), `${language} ${column}`)
  }
  t.equal(columnInWords('row', 'en'), null)
})
