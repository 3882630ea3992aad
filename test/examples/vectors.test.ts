/** What the published vectors are worth: no verifier that leaves a check out passes them. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isPythonThere, PROJECT, PYTHON_SOURCE, python, sourceOf } from './run-python.ts'

/** A check that is left out or loosened: in which file, what is written there, and what in its place. */
const MUTANTS: readonly (readonly [what: string, file: string, written: string, inItsPlace: string])[] = [
  ['JSON in any spelling', 'jws.py', 'if write_json(value) == text:', 'if True:'],
  ['unused bits of base64url', 'jws.py', 'if encode(data) != text:', 'if False:'],
  ['any order in the header', 'jws.py', ' or header != write_json({"alg": alg, "kid": kid, "typ": typ})', ''],
  ['a high s', 'jws.py', '0 < s <= ORDER // 2', '0 < s < ORDER'],
  ['a longer text', 'qr.py', '// 2 > 2048', '// 2 > 4096'],
  ['another layout', 'qr.py', 'if bits.take(8) != 1:', 'if bits.take(8) == 9:'],
  ['a padding bit', 'qr.py', 'if bits.take(bits.left % 8) != 0:', 'if bits.take(bits.left % 8) < 0:'],
  ['bytes left over', 'qr.py', 'if bits.left != 0:', 'if False:'],
  [
    'a group that is too large',
    'qr.py',
    'int(one).to_bytes(7 if len(one) == 17 else tail, "big")',
    '(int(one) % 256 ** (7 if len(one) == 17 else tail)).to_bytes(7 if len(one) == 17 else tail, "big")',
  ],
  ['a value out of range', 'qr.py', 'raise ValueError("out of range")', 'index %= len(values)'],
  ['a name without an end', 'qr.py', 'if len(value) > longest:', 'if False:'],
  [
    'a day of birth without a month',
    'qr.py',
    'date(year, month, day_of_month or 1)',
    'date(year, month or 1, day_of_month or 1)',
  ],
  ['two in one text', 'qr.py', 'if re.search(r"EV1:|[0-9]{100}", rest):', 'if False:'],
  ['a part of another', 'qr.py', 'if re.search(r"EV1:|[0-9]{100}", rest):', 'if re.search(r"[0-9]{100}", rest):'],
  ['any fingerprint', 'artefacts.py', 'if sha256(text) != fingerprint:', 'if False:'],
  ['one signature', 'artefacts.py', 'len(signers) < threshold', 'len(signers) < 1'],
  ['one key twice', 'artefacts.py', 'if key.kid in signers:', 'if False:'],
  ['a signature of the threshold', 'artefacts.py', 'if not is_signed(jws, key):', 'if False:'],
  [
    'those who take over',
    'artefacts.py',
    '    verify_threshold(text, ROOT, _keys(document), document["threshold"])\n    return',
    '    return',
  ],
  ['roots that skip', 'artefacts.py', 'if document["version"] != previous.version + 1:', 'if False:'],
  ["another key's kid", 'artefacts.py', 'if key.kid != entry["kid"] or key.kid in keys:', 'if False:'],
  ['a signature', 'artefacts.py', 'if not is_signed(jws, listed.key):', 'if False:'],
  ['a purpose', 'artefacts.py', 'if listed.purpose != kind.purpose:', 'if False:'],
  ['a compromised key', 'artefacts.py', 'if listed.state == "compromised":', 'if False:'],
  ['a window', 'artefacts.py', 'if not listed.active_from <= payload["iat"] <= listed.sign_until:', 'if False:'],
  ['24 hours', 'artefacts.py', 'exp = min(exp, iat + SNAPSHOT_SECONDS)', 'pass'],
  ['a schema', 'artefacts.py', 'if not fits(payload, kind.schema):', 'if False:'],
  ['the hash', 'taking.py', 'is_named = sha256(text) == member["sha256"]', 'is_named = True'],
  ['path and version', 'taking.py', ' or found.path != path or found.version != member["version"]', ''],
  ['the version going back', 'taking.py', 'if snapshot.version < before.version:', 'if False:'],
  ['a member going back', 'taking.py', 'if named["version"] < member["version"]:', 'if False:'],
  ['a member lost', 'taking.py', 'raise Fault("artefact/missing", path)\n        if', 'continue\n        if'],
  ['the time floor', 'taking.py', 'surely = max(now, floor)', 'surely = now'],
  ['what has run out', 'taking.py', 'if surely > exp:', 'if False:'],
  ['the future', 'taking.py', 'if iat > surely + DAY:', 'if False:'],
  ['any recovery', 'taking.py', 'recovers = held is not None and not', 'recovers = False and held is not None and not'],
  ['the purpose of a visa key', 'verdict.py', ' or listed.purpose != "visa"', ''],
  [
    'the window of a visa key',
    'verdict.py',
    'if not listed.active_from <= surely <= listed.verify_until:',
    'if False:',
  ],
  ['a stolen visa key', 'verdict.py', 'if listed.state == "compromised":', 'if False:'],
  ['the register', 'verdict.py', 'if not is_registered(register, jws.payload):', 'if False:'],
  ['the signature of an e-visa', 'verdict.py', 'if not is_signed(jws, listed.key):', 'if False:'],
  ['the schema of the claims', 'verdict.py', 'if not fits(claims, "visa-claims"):', 'if claims is None:'],
  ['the check character', 'verdict.py', 'check_character(number[:11]) == number[11]', 'True'],
  ['a line end behind a number', 'schemas.py', 'r"\\\\Z"', '"$"'],
  ['True for 1', 'schemas.py', 'type(value) is type(schema["const"]) and value', 'value'],
  ['the neighbour in the list', 'artefacts.py', 'index % 4 * 2', '(3 - index % 4) * 2'],
  [
    'another list',
    'verdict.py',
    'known.status_lists.get(listed["uri"])',
    'next(iter(known.status_lists.values()), None)',
  ],
  ['a clock proven to be behind', 'verdict.py', 'max(known.time_floor, known.proven_time or 0)', 'known.time_floor'],
  [
    'a key by a clock ahead',
    'verdict.py',
    'max(earliest_now(known, now), known.time_floor)',
    'max(now, known.time_floor)',
  ],
  ['a key by a clock behind', 'verdict.py', 'if is_behind and surely < listed.active_from', 'if False'],
  ['a key that is over by a clock behind', 'verdict.py', 'is_behind and surely < listed.active_from', 'is_behind'],
  ['an old list by a clock behind', 'verdict.py', '"clock/behind" if is_behind else "key/unknown"', '"key/unknown"'],
  ['the gravest', 'verdict.py', 'SCOPE.items() if reason in found', 'reversed(SCOPE.items()) if reason in found'],
]

t.test('no verifier that leaves one check out passes the vectors', async (t) => {
  if (!isPythonThere(t)) return
  const folder = t.testdir()
  const left = MUTANTS.map((mutant, at) => [at, mutant] as const)
  const run = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, [what, file, written, inItsPlace]] = next
      const source = sourceOf(file)
      t.equal(source.split(written).length, 2, `${what}: it stands there once`)
      const own = join(folder, String(at), 'examples/python')
      mkdirSync(own, { recursive: true })
      cpSync(PYTHON_SOURCE, own, { recursive: true })
      mkdirSync(join(folder, String(at), 'fixtures'))
      cpSync(join(PROJECT, 'fixtures/schemas.json'), join(folder, String(at), 'fixtures/schemas.json'))
      writeFileSync(
        join(own, file),
        source.replace(written, () => inItsPlace),
      )
      const { code, stdout, stderr } = await python(join(own, 'check_vectors.py'), 'fixtures', '--first')
      t.equal(code, 1, `${what}: ${stdout}${stderr}`)
    }
  }
  await Promise.all([run(), run()])
})
