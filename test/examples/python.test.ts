/** The verifier in Python: what it takes, what it makes of the published vectors, and its program. */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { BUNDLE_HEADER, bundleLine } from '#evisa/bundle.ts'
import type { SnapshotDocument } from '#evisa/snapshot.ts'
import type { CaseFile } from '../../fixtures/case-format.ts'
import { NOW } from '../../fixtures/made-world.ts'
import { isPythonThere, PROJECT, PYTHON_SOURCE, python, sourceOf } from './run-python.ts'

const names = globSync('*.py', { cwd: PYTHON_SOURCE })

t.test('takes nothing but the standard library, cryptography and its own files', async (t) => {
  t.ok(names.includes('verify.py'))
  const standard =
    /^(argparse|base64|collections|dataclasses|datetime|functools|hashlib|itertools|json|pathlib|re|sys|time|typing|zlib)$/
  for (const name of names) {
    const imported = [...sourceOf(name).matchAll(/^(?:from|import) (\w+)/gm)].map(([, module = '']) => module)
    const own = imported.filter((module) => !standard.test(module) && module !== 'cryptography')
    for (const module of own) t.ok(names.includes(`${module}.py`), `${name}: ${module}`)
  }
})

t.test('gives what the vectors say, of each case and each set', async (t) => {
  if (!isPythonThere(t)) return
  t.same(await python('examples/python/check_vectors.py', 'fixtures'), {
    code: 0,
    stdout: 'cases.json, version 2: 0 of 661 are wrong\nartefact-cases.json, version 2: 0 of 233 are wrong\n',
    stderr: '',
  })
})

t.test('a schema that it does not understand takes nothing', async (t) => {
  if (!isPythonThere(t)) return
  const fits = (schema: string) =>
    python(
      '-c',
      `import sys; sys.path.insert(0, 'examples/python'); from schemas import _fits; print(_fits(7, ${schema}))`,
    )
  t.match(await fits('{"description": "Of any form"}'), { code: 0, stdout: 'True\n' })
  for (const schema of ['{"enum": [8]}', '{"not": {}}']) t.match(await fits(schema), { code: 1 }, schema)
})

t.test('verify.py takes a bundle, keeps it, and answers about an e-visa as far as it can', async (t) => {
  if (!isPythonThere(t)) return
  const file: CaseFile = JSON.parse(readFileSync(join(PROJECT, 'fixtures/cases.json'), 'utf8'))
  const folder = t.testdir()
  const bundle = join(folder, 'evisa.bundle')
  const snapshot = file.artefacts['snapshot-1'] ?? ''
  const { artefacts }: Pick<SnapshotDocument, 'artefacts'> = JSON.parse(
    Buffer.from(snapshot.split('.')[1] ?? '', 'base64url').toString(),
  )
  const nameOf = (path: string) =>
    path.startsWith('register') ? 'register-stolen' : path.replace(/\/|$/, (at) => (at === '/' ? '-' : ''))
  const text = (path: string) => file.artefacts[nameOf(path)] ?? file.artefacts[`${nameOf(path)}-1`] ?? ''
  const items = Object.keys(artefacts).map((path) => ({ path, text: text(path) }))
  const lines = [{ path: 'snapshot', text: snapshot }, ...items].map(bundleLine)
  writeFileSync(bundle, `${[BUNDLE_HEADER, ...lines, bundleLine({ feed: 'of another' })].join('\n')}\n`)
  const visa = (name: string) => readFileSync(join(PROJECT, `fixtures/demo-visas/${name}.txt`), 'utf8').trim()
  const device = ['--root', file.root_fingerprint, '--device', join(folder, 'device.json')]
  const verify = (text: string, ...more: string[]) =>
    python(
      'examples/python/verify.py',
      ...device,
      '--arrival',
      '2026-11-22T14:30:00+05:00',
      '--now',
      `${NOW}`,
      text,
      ...more,
    )

  const first = await verify(visa('tourist'), '--bundle', bundle)
  t.same([first.code, first.stderr], [0, ''])
  t.match(first.stdout, /^clear: nothing found against it\nnot judged here: the passport/)
  t.match(await verify(visa('revoked')), {
    code: 20,
    stdout: /^refuse: status\/revoked\n {2}status\/revoked: refuse\n/,
  })
  t.match(await verify(visa('forged')), { code: 20, stdout: /^refuse: signature\/invalid/ })
  const tomorrow = ['--now', `${NOW + 86_400}`, '--arrival', '2026-11-23T14:30:00+05:00']
  t.match(await verify(visa('tourist'), ...tomorrow), {
    code: 10,
    stdout: /^refer: data\/trust-expired/,
  })
  const another = ['--root', 'A'.repeat(43), '--device', join(folder, 'other.json'), '--bundle', bundle]
  t.match(await verify(visa('tourist'), ...another), { code: 1, stderr: /not taken: root\/pinned: artefact\/missing/ })
  t.match(await verify(visa('tourist'), '--bundle', join(PYTHON_SOURCE, 'qr.py')), { code: 1, stderr: /is no bundle/ })
})
