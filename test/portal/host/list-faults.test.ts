import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { hostWords } from '../../../portal/host/host-words.ts'
import { listFaultText } from '../../../portal/host/list-faults.ts'
import { readInvitationList } from '../../../server/invitations/read-invitation-list.ts'
import { file } from '../../server/invitations/made-lists.ts'

const whyOf = (bytes: Uint8Array) => {
  const read = readInvitationList(bytes, false)
  return read.ok ? 'it was read' : `The list was not taken: ${read.error}.`
}

t.test('why a list was not taken is told in words, as the server means it', async (t) => {
  const say = (text: string | Uint8Array) => listFaultText(whyOf(Buffer.from(text)), 'en')
  t.match(say('Surname;Purpose\nA;b\n'), /no column for Date of birth, Nationality, Passport number, .*and E-mail\./)
  t.match(say(Buffer.concat([file(), Buffer.from('')])), 'no traveller below its heading')
  t.match(say(`${file().toString().trim()};Surname\nx`), 'two columns are both “Surname”')
  t.match(say(Buffer.from([0x50, 0x4b, 3, 4, 0, 0])), 'workbook')
  t.match(say('   \n'), 'The file is empty')
  t.match(say(`${'x'.repeat(30_000)}\n`), 'cannot be read as a table')
  t.match(
    listFaultText('The list was not taken: a list has at most 500 invitations, not 700: part it.', 'en'),
    /500.*700/,
  )
})

t.test('one that nobody foresaw is told in every language', async (t) => {
  for (const language of TRAVELLER_LANGUAGES)
    t.equal(listFaultText('something new', language), hostWords(language).many.faults.unread)
})
