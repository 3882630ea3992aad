import fc from 'fast-check'
import t from 'tap'
import { isMrzName, mrzSpellings } from '#evisa/transliteration.ts'

/** A name and spellings that must be among its own; the first one is ICAO's. */
const NAMES: readonly (readonly [name: string, first: string, ...others: string[]])[] = [
  ['PERERA', 'PERERA'],
  ['perera', 'PERERA'],
  ['Ben Salah', 'BEN SALAH'],
  ['  Ben   Salah ', 'BEN SALAH'],
  ['Smith-Jones', 'SMITH JONES'],
  ['Smith–Jones', 'SMITH JONES'],
  ["O'Connor", 'OCONNOR'],
  ['O’Connor', 'OCONNOR'],
  ['Müller', 'MUELLER', 'MULLER', 'MUXXLLER'],
  ['Mu\u0308ller', 'MUELLER', 'MULLER'],
  ['Jäger', 'JAEGER', 'JAGER'],
  ['Schröder', 'SCHROEDER', 'SCHRODER'],
  ['Groß', 'GROSS'],
  ['GROẞ', 'GROSS'],
  ['Ångström', 'AANGSTROEM', 'ANGSTROM', 'AANGSTROM'],
  ['Sørensen', 'SOERENSEN', 'SORENSEN'],
  ['Kjær', 'KJAER'],
  ['Þórðarson', 'THORDARSON'],
  ['Núñez', 'NUNEZ', 'NUNXXEZ'],
  ['Yıldırım', 'YILDIRIM'],
  ['İnönü Şağ', 'INOENUE SAG', 'INONU SAG'],
  ['Wałęsa', 'WALESA'],
  ['Ţuţea Țuțea', 'TUTEA TUTEA'],
  ['Nguyễn Thị Đào', 'NGUYEN THI DAO'],
  ['Əliyev', 'ELIYEV', 'ALIYEV'],
  ['Œuvrard', 'OEUVRARD'],
  ['Ĳsbrand', 'IJSBRAND'],
  ['François', 'FRANCOIS'],
  ['Пётр', 'PETR', 'PIOTR', 'PYOTR'],
  ['Жанна', 'ZHANNA'],
  ['Хрущёв', 'KHRUSHCHEV', 'HRUSHCHEV', 'KHRUSHCHYOV'],
  ['Цветаева', 'TSVETAEVA', 'CVETAEVA'],
  ['Юлия', 'IULIIA', 'YULIYA', 'YULIIA'],
  ['Алексей', 'ALEKSEI', 'ALEKSEY'],
  ['Подъячев', 'PODIEIACHEV', 'PODYACHEV'],
  ['Игорь', 'IGOR'],
  ['Сергій', 'SERGII', 'SERHII', 'SERHIY'],
  ['Марія Ярослава', 'MARIIA IAROSLAVA', 'MARIIA YAROSLAVA'],
  ['Єва', 'IEVA', 'YEVA'],
  ['Аляксей Іёў', 'ALIAKSEI IEU', 'ALIAKSEI IIOU'],
  ['Щастлив', 'SHCHASTLIV', 'SHTASTLIV'],
  ['Ђорђевић', 'DORDEVIC', 'DJORDJEVIC'],
  ['Живковић', 'ZHIVKOVIC', 'ZIVKOVIC'],
  ['Ѓорѓи Ќосев', 'GORGI KOSEV', 'GJORGJI KJOSEV'],
  ['Әлия', 'ALIIA', 'ALIYA'],
  ['Ерлан', 'ERLAN', 'YERLAN'],
  ['Ғабит Қайрат', 'GABIT KAIRAT', 'GHABIT QAIRAT'],
  ['Өмір Ұлан Үміт Һанс Ң', 'OMIR ULAN UMIT HANS N'],
]

t.test('spells a name as passports of its country do', async (t) => {
  for (const [name, ...expected] of NAMES) {
    const spellings = mrzSpellings(name)
    if (!spellings.ok) {
      t.fail(`${name} has no spelling for ${spellings.error}`)
      continue
    }
    t.equal(spellings.value[0], expected[0], name)
    for (const one of expected) t.ok(spellings.value.includes(one), `${name} as ${one}`)
  }
})

t.test('says which letter has no spelling', async (t) => {
  for (const [name, letter] of [
    ['李伟', '李'],
    ['Li 伟', '伟'],
    ['محمد', 'م'],
    ['R2D2', '2'],
    ['A<B', '<'],
    ['Ω', 'Ω'],
    ['A^B', '^'],
    ['A😀', '😀'],
  ] as const) {
    t.same(mrzSpellings(name), { ok: false, error: letter }, name)
  }
})

t.test('an empty name has no spellings, and that is no error', async (t) => {
  for (const name of ['', '   ', '-', "'", '\u0301']) t.same(mrzSpellings(name), { ok: true, value: [] }, name)
})

t.test('gives at most 256 spellings, ICAO’s own among them, however long the name', async (t) => {
  for (const name of ['Ö'.repeat(80), 'ЕЁЖЙХЦЩЪЮЯГИЄЇҒҚҢЧШЬ'.repeat(4), 'Щ '.repeat(5000), 'ÄÅÖØÜÑ'.repeat(50_000)]) {
    const spellings = mrzSpellings(name)
    if (!spellings.ok) return t.fail(spellings.error)
    t.ok(spellings.value.length >= 1 && spellings.value.length <= 256, `${spellings.value.length}`)
  }
  t.match(mrzSpellings('Ö'.repeat(80)), { ok: true, value: ['OE'.repeat(80), 'O'.repeat(80)] })
})

t.test('every spelling is in A-Z and single spaces, for any text at all', async (t) => {
  const scripts = fc.constantFrom(..."AZaz -'’ÄöÜßñÅøæþðłışğЕёЖйхЦщъьЮЯієїғҚңөҰүһ中م1<^\u0301")
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: scripts, maxLength: 60 }))
  fc.assert(
    fc.property(texts, (text) => {
      const spellings = mrzSpellings(text)
      if (!spellings.ok) return spellings.error.length > 0
      const { value } = spellings
      return value.every(isMrzName) && new Set(value).size === value.length && value.length <= 256
    }),
    { numRuns: 2000 },
  )
  t.pass()
})

t.test('a name in A-Z has itself as its only spelling', async () => {
  const names = fc.stringMatching(/^[A-Z]{1,12}( [A-Z]{1,12}){0,4}$/)
  fc.assert(
    fc.property(names, (name) => {
      const spellings = mrzSpellings(name)
      return spellings.ok && spellings.value.length === 1 && spellings.value[0] === name
    }),
  )
})

t.test('knows a name that is spelled as an MRZ spells it', async (t) => {
  for (const name of ['A', 'GURUNG', 'BEN SALAH']) t.ok(isMrzName(name), name)
  for (const name of ['', ' ', 'Gurung', 'A  B', ' A', 'A ', 'A-B', 'A<B', 'Ä', 'A1', 'A\n', 'A\tB']) {
    t.notOk(isMrzName(name), JSON.stringify(name))
  }
})
