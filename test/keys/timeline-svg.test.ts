import sharp from 'sharp'
import t from 'tap'
import { timelineOf } from '../../keys/timeline.ts'
import { timelineSvg } from '../../keys/timeline-svg.ts'
import { DAY, keyDocument, NOW, YEAR } from './made-store.ts'

const ROOT = { version: 1, iat: NOW - YEAR, exp: NOW + 4 * YEAR }
const keys = [
  keyDocument('activeKey01', { active_from: NOW - 200 * DAY }),
  keyDocument('announced01', { state: 'announced', active_from: NOW + 30 * DAY }),
  keyDocument('stolenKey01', { state: 'compromised', active_from: NOW - 300 * DAY, compromised_at: NOW - 100 * DAY }),
]
const svg = timelineSvg(timelineOf(keys, ROOT, NOW), 'Trust list <1> & more')

t.test('shows every key with its state and its dates', async (t) => {
  for (const { kid, state } of keys) {
    t.match(svg, `>${kid}</text>`)
    t.match(svg, `>${state}</text>`)
  }
  t.match(svg, />now, 2026-11-18</)
  t.match(svg, />2027-05-02</, 'until when the active key signs')
  t.match(svg, /Trust list &lt;1> &amp; more/)
})

t.test('stands alone: no script, no style or picture from elsewhere', async (t) => {
  t.notMatch(svg, /<script|<image|<foreignObject|href|@import|\son\w+=/)
  t.same(new Set(svg.match(/https?:[^"]+/g)), new Set(['http://www.w3.org/2000/svg']))
})

t.test('is a picture, as wide as it says, on a light ground', async (t) => {
  const { data, info } = await sharp(Buffer.from(svg)).raw().toBuffer({ resolveWithObject: true })
  t.equal(info.width, 1200)
  t.same([...data.subarray(0, 3)], [255, 255, 255])
  const [, red, green, blue] = /width="[\d.]+" height="20"[^>]*fill="#(..)(..)(..)"/.exec(svg) ?? []
  const wanted = [red, green, blue].map((part) => Number.parseInt(part ?? '', 16))
  let found = 0
  for (let at = 0; at < data.length; at += info.channels) {
    if (wanted.every((value, channel) => data[at + channel] === value)) found++
  }
  t.ok(found > 1000, `the bars of what signs are drawn: ${found} points`)
})

t.test('is drawn for a store of any age', async (t) => {
  for (const now of [NOW - 3 * YEAR, NOW + 20 * YEAR]) {
    const drawn = timelineSvg(timelineOf(keys, ROOT, now), '')
    t.notMatch(drawn, /NaN|Infinity|width="-/)
    await t.resolves(sharp(Buffer.from(drawn)).metadata())
  }
})
