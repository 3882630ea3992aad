import t from 'tap'
import { heldVoice } from '../../start/held-voice.ts'

const AT = /^part at (\S+)\n/m

function listened() {
  const told: string[] = []
  return { told, ...heldVoice(AT, (text) => void told.push(text)) }
}

t.test('what takes long is told line by line, its block of addresses once it is released', async (t) => {
  const { told, hear, release } = listened()
  hear('making keys ...\npar')
  t.strictSame(told, ['making keys ...\n'])
  hear('t at http://a\n  more\n')
  t.strictSame(told, ['making keys ...\n'])
  release()
  t.strictSame(told, ['making keys ...\n', 'part at http://a\n  more\n'])
  hear('later')
  t.strictSame(told.at(-1), 'later')
  release()
  t.equal(told.length, 3)
})

t.test('an address is found once its line is whole, also by whoever asks late', async (t) => {
  const { hear, said } = listened()
  const early = said(AT)
  hear('part at http://127.0.0.1:80')
  hear('80\n')
  t.equal(await early, 'http://127.0.0.1:8080')
  t.equal(await said(AT), 'http://127.0.0.1:8080')
})
