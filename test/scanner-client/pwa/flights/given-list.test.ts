import t from 'tap'
import { readGivenList } from '../../../../scanner-client/pwa/flights/given-list.ts'

t.test('a list as a file or as pasted rows; what is wrong with it is said', async (t) => {
  const file = new TextEncoder().encode(
    '\ufeffSeat;Nationality;Name;Flight\r\n1A;LKA;X;KC104\r\n;;;\r\n1B;what;Y;KC104\r\n',
  )
  const read = readGivenList(file)
  t.match(read, {
    ok: true,
    value: {
      flight: { flight: 'KC104' },
      ignored: ['Name'],
      passengers: [
        { row: 2, reference: '1A', passenger: { ok: true } },
        { row: 4, reference: '1B', passenger: { ok: false } },
      ],
    },
  })
  t.match(readGivenList('seat\ttext\n1A\tEV1:1'), {
    ok: true,
    value: { passengers: [{ reference: '1A' }], flight: {} },
  })
  const [one, other] = [readGivenList('ref\n1'), readGivenList('ref\n1')]
  t.not(one.ok && one.value.key, other.ok && other.value.key, 'another list, another key')
  t.match(readGivenList(new Uint8Array([0x50, 0x4b, 3, 4])), { ok: false, error: /workbook/ })
  t.match(readGivenList(''), { ok: false, error: /empty/ })
  t.match(readGivenList('colour\nred'), { ok: false, error: /names a column that is known/ })
})
