import t from 'tap'
import { escapeHtml } from '../../platform/escape-html.ts'

t.test('what could end an element or an attribute stands there as text', async (t) => {
  t.equal(escapeHtml(`<a href="x">'&`), '&lt;a href=&quot;x&quot;&gt;&#39;&amp;')
  t.equal(escapeHtml('Астана, 2026'), 'Астана, 2026')
})
