/**
 * The empty page of `pwa.verdict`: the same camera, the same pixels painted over it, and nothing read or decided. Its
 * scripts are text, since they run in the browser, whose types this project does not know.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from 'playwright-core'

const FRAME_PAUSE_MS = 400
const PATIENCE_MS = 60_000

/** What a page shows, as one document without scripts. */
export async function paintedPage(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
    const { className, lang } = document.documentElement
    const body = document.body.cloneNode(true)
    for (const one of body.querySelectorAll('script, video')) one.remove()
    return JSON.stringify({ style: rules.join('\\n'), className, lang, body: body.innerHTML })
  })()`)
}

/** Milliseconds from a frame of the camera to the painted page, so many times. */
export async function paintsOf(browser: BrowserContext, painted: string, count: number): Promise<readonly number[]> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end('<!doctype html><title>empty</title><video muted playsinline></video><div id="page"></div>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const page = await browser.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    return await page.evaluate<readonly number[]>(scriptOf(painted, count))
  } finally {
    await page.close()
    server.close()
  }
}

/** It takes a frame as the scanner's page does, and ends a measure where that one does: behind the next painted frame. */
function scriptOf(painted: string, count: number): string {
  return `(async () => {
    const { style, className, lang, body } = ${painted}
    const sheet = document.createElement('style')
    sheet.textContent = style
    document.head.append(sheet)
    document.documentElement.className = className
    document.documentElement.lang = lang
    const video = document.querySelector('video')
    const page = document.querySelector('#page')
    video.srcObject = await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1920 }, height: { ideal: 1080 } }, audio: false })
    await video.play()
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
    const frame = () => new Promise((resolve) => video.requestVideoFrameCallback(() => resolve(performance.now())))
    const painting = () => new Promise((resolve) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => { port1.close(); resolve(performance.now()) }
      port2.postMessage(null)
    }))
    const times = []
    for (let at = 0; at < ${count}; at++) {
      await pause(${FRAME_PAUSE_MS})
      const from = await frame()
      const bitmap = await createImageBitmap(video)
      page.innerHTML = body
      times.push((await painting()) - from)
      bitmap.close()
      page.innerHTML = ''
    }
    for (const track of video.srcObject.getTracks()) track.stop()
    return times
  })()`
}
