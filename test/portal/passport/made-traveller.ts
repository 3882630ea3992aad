/** A traveller at the portal with a draft of their own, who sends files as browsers do. */
import { randomBytes } from 'node:crypto'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Test } from 'tap'
import type { PortalOptions } from '../../../portal/app.ts'
import type { PageBrowser } from '../page-browser.ts'
import { type PortalScene, portalScene } from '../portal-scene.ts'

export interface Part {
  readonly name: string
  readonly value: string | Buffer
  readonly filename?: string
}

export interface Form {
  readonly type: string
  readonly body: Buffer
}

/** A form as a browser sends it. */
export function multipartOf(parts: readonly Part[], end = '\r\n'): Form {
  const boundary = `----geckoformboundary${randomBytes(16).toString('hex')}`
  const pieces = parts.flatMap(({ name, value, filename }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n`,
    filename === undefined ? '\r\n' : 'Content-Type: image/jpeg\r\n\r\n',
    value,
    '\r\n',
  ])
  const body = Buffer.concat([...pieces, `--${boundary}--${end}`].map((piece) => Buffer.from(piece)))
  return { type: `multipart/form-data; boundary=${boundary}`, body }
}

export interface Traveller {
  readonly browser: PageBrowser
  readonly email: string
  readonly reference: string
  /** Of a page of the form, in English. */
  page(name: string): string
  /** The token of a form on the picture's page. */
  token(): Promise<string>
  /** Sends a file without script; the page that comes then. */
  sendFile(file: Buffer, filename?: string): ReturnType<PageBrowser['get']>
  /** Sends a form as it is told. */
  sendForm(form: Form, headers?: Record<string, string>): ReturnType<PageBrowser['get']>
}

let travellers = 0

export async function traveller(scene: PortalScene): Promise<Traveller> {
  travellers += 1
  const email = `traveller-${travellers}@example.org`
  const browser = scene.browser()
  await scene.signInAt(browser, email)
  const { call } = await scene.signIn('applicant', email)
  const { reference } = (await call('POST', '/v1/applications', { language: 'en' })).body
  const page = (name: string) => `/en/applications/${reference}/form/${name}`
  const token = async () => (await browser.get(page('passport-copy'))).form('/passport-copy').fields._form ?? ''
  const sendForm: Traveller['sendForm'] = async ({ type, body }, headers = {}) => {
    const answer = await browser.post(page('passport-copy'), body, { 'content-type': type, ...headers })
    return answer.status === 303 ? browser.get(String(answer.headers.location)) : answer
  }
  return {
    ...{ browser, email, reference, page, token, sendForm },
    sendFile: async (file, filename = 'passport.jpg') =>
      sendForm(
        multipartOf([
          { name: '_form', value: await token() },
          { name: 'file', value: file, filename },
        ]),
      ),
  }
}

export async function travellerScene(t: Test, change: Partial<PortalOptions> = {}) {
  const scene = await portalScene(t, change)
  return { scene, ...(await traveller(scene)) }
}

/** A connection to a portal that listens, on which a form is sent by hand. */
export async function openForm(
  scene: PortalScene,
  { browser, page }: Pick<Traveller, 'browser' | 'page'>,
  { type, body }: Form,
): Promise<{ readonly socket: Socket; readonly answer: Promise<string> }> {
  if (!scene.pages.server.listening) await scene.pages.listen({ host: '127.0.0.1', port: 0 })
  const { port } = scene.pages.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  const answer = new Promise<string>((resolve) => {
    let text = ''
    socket.on('data', (piece) => {
      text += piece.toString()
      if (/\r\n0\r\n\r\n$|<\/html>\s*/.test(text) || /^HTTP\/1\.1 303/.test(text)) resolve(text)
    })
    socket.on('error', () => resolve(text))
    socket.on('close', () => resolve(text))
  })
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  socket.write(
    [
      `POST ${page('passport-copy')} HTTP/1.1`,
      `host: 127.0.0.1:${port}`,
      `origin: http://127.0.0.1:${port}`,
      `content-type: ${type}`,
      `content-length: ${body.length}`,
      `cookie: ${cookie}`,
      '\r\n',
    ].join('\r\n'),
  )
  return { socket, answer }
}
