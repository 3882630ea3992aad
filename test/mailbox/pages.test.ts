import t from 'tap'
import { faultPage, framePage, listPage, messagePage } from '../../mailbox/pages.ts'
import { NOW } from './made-mailbox.ts'

const KEPT = { id: 7, receivedAt: NOW, from: 'evisa@evisa.example', to: ['a+b@b.example'], subject: '<b>' }
const READ = { subject: '<b>', html: '<p>x', text: 'a <script>', code: null, attachments: [] }
const LIST = { messages: [KEPT], to: null, isStill: false, olderThan: null }

t.test('every page says TEST before all else, and has no script', async (t) => {
  for (const page of [listPage(LIST), messagePage(KEPT, READ), faultPage('<script>')]) {
    t.match(page, /<title>TEST · /)
    t.match(page, /<body><header class="test">TEST: /)
    t.notMatch(page, /<script|<b>/)
  }
})

t.test('the list leads to messages, to the mail of an address, and to older ones', async (t) => {
  const page = listPage({ ...LIST, olderThan: 7 })
  t.match(page, 'href="/messages/7"')
  t.match(page, 'href="/?to=a%2Bb%40b.example"')
  t.match(page, 'href="/?before=7"')
  t.match(listPage({ ...LIST, messages: [], to: 'x@y.example' }), /Nothing came to this address yet/)
})

t.test('something can be typed where the page stays as it is', async (t) => {
  t.notMatch(listPage(LIST), /<input/)
  t.match(listPage({ ...LIST, isStill: true, to: '"x' }), /<input id="to" name="to" value="&quot;x"/)
})

t.test('a code stands above the message, which is in a frame that runs nothing', async (t) => {
  const page = messagePage(KEPT, { ...READ, code: '048213' })
  t.ok(page.indexOf('<p class="code">048213</p>') < page.indexOf('<iframe'))
  t.match(page, 'sandbox="allow-top-navigation-by-user-activation" src="/messages/7/page"')
  t.notMatch(messagePage(KEPT, READ), /class="code"/)
  t.match(messagePage(KEPT, { ...READ, html: '' }), /<details open>/)
  t.match(framePage(READ), /^<!doctype html><base target="_top"><p>x$/)
})
