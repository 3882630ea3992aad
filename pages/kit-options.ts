/** What a face tells the kit, what a page is, and what the kit adds to requests and answers. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Assets } from './assets.ts'
import type { FaceCall } from './authority/face-calls.ts'
import type { KeptForm } from './kept-form.ts'
import type { Render } from './templates.ts'
import type { Visit } from './visit.ts'

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit
  }
  interface FastifyContextConfig {
    /** Whether the route checks the token of its form itself, since a file comes after it. */
    checksItself?: boolean
    /** Whether the route draws its page again where that is all that is asked: no other route is given such a form. */
    redraws?: boolean
  }
  interface FastifyReply {
    /** Answers with a page, drawn in the language of its address. */
    page(page: Page): FastifyReply
  }
}

export interface Page {
  /** Its file, such as `fees.njk`. */
  readonly template: string
  readonly title: string
  /** The texts of the area it belongs to, in the page's language: `w` in the template. */
  readonly words: object
  /** What it shows: `view` in the template. */
  readonly view?: object
  readonly status?: number
  /** Whether a form on it has faults: the title says so. */
  readonly hasFaults?: boolean
  /** After how long the browser asks again, without script. */
  readonly refreshSeconds?: number
}

/** A way to a page. */
export interface PlaceLink {
  readonly text: string
  readonly href: string
  readonly current?: boolean
}

/** What surrounds every page of a face. */
export interface Surroundings {
  readonly office: string
  readonly service: string
  readonly home: string
  readonly navigation: readonly PlaceLink[]
  /** The pages beside this one, where it is one of several, and what they are called to whoever hears the page. */
  readonly beside?: { readonly text: string; readonly links: readonly PlaceLink[] } | null
  readonly footer: readonly { readonly text: string; readonly href: string }[]
}

export interface KitOptions {
  /** The face's name in its cookies. */
  readonly face: string
  /** Its address as browsers know it; null where that is the one they call, on one's own machine. */
  readonly publicUrl: string | null
  readonly call: FaceCall
  readonly render: Render
  readonly assets: Assets
  readonly assetFolder: string
  readonly surroundings: (visit: Visit, path: string) => Surroundings
  /** Those that its pages are written in; all that travellers read, unless told. */
  readonly languages?: readonly TravellerLanguage[]
  /** A demonstration says on every page that it is one. */
  readonly isDemonstration: boolean
  /** Where the demonstration's letters are read; null where they are sent. */
  readonly mailboxUrl: string | null
  /** Answers whoever has to sign in first, with the form that waits for it. */
  readonly signInFirst: (
    request: FastifyRequest,
    reply: FastifyReply,
    kept: KeptForm | null,
  ) => FastifyReply | Promise<FastifyReply>
}
