import fc from 'fast-check'
import t from 'tap'
import {
  activate,
  announce,
  compromise,
  forgottenKeys,
  type Keyring,
  type Rotated,
  retire,
  scheduleAnnounced,
  signsAt,
  termsFrom,
} from '../../keys/rotation.ts'
import { DAY, HOUR, keyDocument, NOW, WINDOW, YEAR } from './made-store.ts'

const OLD = keyDocument('theOldKey01')
const { jwk } = OLD
const NEW = { kid: 'theNewKey01', jwk, purpose: 'visa' } as const
const published = (...keys: Keyring) => ({ keys })

function taken(rotated: Rotated): Keyring {
  if (!rotated.ok) throw new Error(rotated.error.code)
  return rotated.value
}
const keyOf = (keyring: Keyring, kid: string) => keyring.find((key) => key.kid === kid)
const announced = taken(announce([OLD], NEW, NOW, WINDOW))
const announcedKey = announced[1] ?? OLD

t.test('a new key is announced for a window, then signs for a year and verifies for two more', async (t) => {
  const from = NOW + WINDOW
  const terms = { active_from: from, sign_until: from + YEAR, verify_until: from + 3 * YEAR }
  t.same(announcedKey, { ...NEW, alg: 'ES256', state: 'announced', ...terms })
  t.equal(announced[0], OLD)
  t.match(announce(announced, NEW, NOW, WINDOW), { ok: false, error: { code: 'rotation/known-key' } })
  const full = Array.from({ length: 1024 }, (_, at) => keyDocument(String(at).padStart(11, '0')))
  t.match(announce(full, NEW, NOW, WINDOW), { ok: false, error: { code: 'rotation/full' } })
})

t.test('the window begins with the first publication and never again', async (t) => {
  const later = NOW + 10 * DAY
  const scheduled = scheduleAnnounced(announced, published(OLD), later, WINDOW)
  t.match(keyOf(scheduled, NEW.kid), { state: 'announced', ...termsFrom(later + WINDOW) })
  t.equal(keyOf(scheduled, OLD.kid), OLD)
  const again = scheduleAnnounced(scheduled, published(...scheduled), later + 5 * DAY, WINDOW)
  t.same(again, scheduled)
  const early = scheduleAnnounced(announced, published(OLD), NOW - DAY, WINDOW)
  t.same(early, announced, 'never earlier than announced')
})

t.test('an announced key is activated when the published window is over, by the published dates', async (t) => {
  const told = { ...announcedKey, ...termsFrom(NOW + 3 * DAY) }
  const at = (now: number) => activate(announced, published(OLD, told), NEW.kid, now)
  t.same(at(NOW + 3 * DAY - 1), {
    ok: false,
    error: { code: 'rotation/too-early', possibleAt: NOW + 3 * DAY },
  })
  const keyring = taken(at(NOW + 3 * DAY))
  t.same(keyOf(keyring, NEW.kid), { ...told, state: 'active' })
  t.match(keyOf(keyring, OLD.kid), { state: 'active' }, 'both sign')
  t.match(at(told.sign_until + 1), { error: { code: 'rotation/run-out' } })
})

t.test('a key that the world has not heard of is not activated', async (t) => {
  for (const keys of [[OLD], [OLD, { ...announcedKey, state: 'retired' } as const]]) {
    const refused = activate(announced, published(...keys), NEW.kid, NOW + YEAR / 2)
    t.same(refused, { ok: false, error: { code: 'rotation/not-published' } })
  }
})

t.test('in an emergency it is activated at once', async (t) => {
  const forced = taken(activate(announced, published(OLD), NEW.kid, NOW + HOUR, true))
  t.match(keyOf(forced, NEW.kid), { state: 'active', active_from: NOW + HOUR, sign_until: announcedKey.sign_until })
  const late = taken(activate(announced, published(...announced), NEW.kid, NOW + 9 * DAY, true))
  t.match(keyOf(late, NEW.kid), { active_from: NOW + WINDOW }, 'never later than announced')
})

t.test('retiring ends the signing at once and leaves the verifying', async (t) => {
  const active = taken(activate(announced, published(...announced), NEW.kid, NOW + WINDOW))
  const retired = keyOf(taken(retire(active, OLD.kid, NOW + 3 * DAY)), OLD.kid)
  t.match(retired, { state: 'retired', sign_until: NOW + 3 * DAY, verify_until: OLD.verify_until })
  const late = keyOf(taken(retire(active, OLD.kid, NOW + YEAR + DAY)), OLD.kid)
  t.equal(late?.sign_until, OLD.sign_until, 'never later than it was')
  const withdrawn = keyOf(taken(retire(announced, NEW.kid, NOW)), NEW.kid)
  t.match(withdrawn, { state: 'retired', sign_until: NOW }, 'an announced key is withdrawn')
})

t.test('the last key of its purpose that signs is retired by force only', async (t) => {
  const others: Keyring = [keyDocument('otherPurpos', { purpose: 'status' }), ...announced]
  t.match(retire(others, OLD.kid, NOW), { ok: false, error: { code: 'rotation/last-active' } })
  const runOut = keyDocument('runOutKey01', { active_from: NOW - 2 * YEAR })
  t.match(retire([OLD, runOut], OLD.kid, NOW), { error: { code: 'rotation/last-active' } })
  t.match(keyOf(taken(retire(others, OLD.kid, NOW, true)), OLD.kid), { state: 'retired' })
})

t.test('any key can be compromised, since a moment that has been', async (t) => {
  for (const state of ['announced', 'active', 'retired'] as const) {
    const [key] = taken(compromise([{ ...OLD, state }], OLD.kid, NOW - DAY, NOW))
    t.same(key, { ...OLD, state: 'compromised', compromised_at: NOW - DAY })
  }
  t.match(compromise([OLD], OLD.kid, NOW, NOW), { ok: true })
  t.match(compromise([OLD], OLD.kid, NOW + 1, NOW), { ok: false, error: { code: 'rotation/in-future' } })
})

t.test('a compromised key stays so, whatever is asked', async (t) => {
  const [bad = OLD] = taken(compromise([OLD], OLD.kid, NOW, NOW))
  const asked = [
    activate([bad], published({ ...bad, state: 'announced' }), OLD.kid, NOW + YEAR / 2, true),
    retire([bad], OLD.kid, NOW, true),
    compromise([bad], OLD.kid, NOW - DAY, NOW),
  ]
  for (const rotated of asked) t.same(rotated, { ok: false, error: { code: 'rotation/compromised' } })
})

t.test('refuses what a state does not allow, and keys that are not there', async (t) => {
  const retired = { ...OLD, state: 'retired' } as const
  t.match(activate([retired], published(retired), OLD.kid, NOW, true), { error: { code: 'rotation/not-announced' } })
  t.match(activate([OLD], published(OLD), OLD.kid, NOW, true), { error: { code: 'rotation/not-announced' } })
  t.match(retire([retired], OLD.kid, NOW, true), { error: { code: 'rotation/already-retired' } })
  for (const rotated of [
    activate([OLD], published(), 'nobodysKey1', NOW),
    retire([OLD], 'nobodysKey1', NOW),
    compromise([OLD], 'nobodysKey1', NOW, NOW),
  ]) {
    t.match(rotated, { ok: false, error: { code: 'rotation/unknown-key' } })
  }
})

t.test('a keyring that knows less than the world does is found out', async (t) => {
  const stolen = { ...OLD, state: 'compromised' } as const
  t.same(forgottenKeys([OLD], published(stolen)), [stolen])
  t.same(forgottenKeys([], published(OLD)), [OLD])
  t.same(forgottenKeys([stolen, announcedKey], published(OLD)), [])
})

t.test(
  'whatever is done without force, no key signs before the world knew it for a window, and one always signs',
  async (t) => {
    const act = fc.record({
      what: fc.constantFrom('announce', 'publish', 'activate', 'retire', 'compromise'),
      which: fc.nat(4),
      wait: fc.nat(80 * HOUR),
    })
    const property = fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      let now = NOW
      let isStolen = false
      let keyring: Keyring = [OLD]
      let told = published(OLD)
      const heardAt = new Map([[OLD.kid, NOW - WINDOW]])
      const goOn = (rotated: Rotated) => {
        if (rotated.ok) keyring = rotated.value
      }
      for (const { what, which, wait } of acts) {
        now += wait
        const kid = which === 0 ? OLD.kid : `newKeyNum-${which}`
        if (what === 'announce') goOn(announce(keyring, { ...NEW, kid }, now, WINDOW))
        if (what === 'activate') goOn(activate(keyring, told, kid, now))
        if (what === 'retire') goOn(retire(keyring, kid, now))
        if (what === 'compromise') {
          goOn(compromise(keyring, kid, now, now))
          isStolen ||= keyring.some(({ state }) => state === 'compromised')
        }
        if (what === 'publish') {
          keyring = scheduleAnnounced(keyring, told, now, WINDOW)
          if (forgottenKeys(keyring, told).length > 0) return false
          told = published(...keyring)
          for (const key of keyring) heardAt.set(key.kid, heardAt.get(key.kid) ?? now)
        }
        const signing = keyring.filter((key) => signsAt(key, now))
        if (!signing.every(({ kid }) => now - (heardAt.get(kid) ?? now) >= WINDOW)) return false
        if (!isStolen && now <= OLD.sign_until && signing.length === 0) return false
      }
      return true
    })
    t.doesNotThrow(() => fc.assert(property, { numRuns: 300 }))
  },
)
