/** Whoever has to sign in first is asked to, and goes on from there with all that was typed. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { formOf } from '../../pages/form.ts'
import { isOwnPath, type KeptForm, writeKeptForm } from '../../pages/kept-form.ts'
import type { Words } from '../../pages/words.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export type Kind = 'applicant' | 'host'

/** Whose page an address is, with its query or without: those of hosts stand under `/LANGUAGE/host`. */
export function kindOfPath(path: string): Kind {
  return /^\/[a-z]{2}\/host([/?]|$)/.test(path) ? 'host' : 'applicant'
}

export function signInAddress(language: string, kind: Kind): string {
  return kind === 'host' ? `/${language}/host/sign-in` : `/${language}/sign-in`
}

/** A page that was asked for comes after the sign-in; a form goes with it. */
export function signInFirst(request: FastifyRequest, reply: FastifyReply, kept: KeptForm | null): FastifyReply {
  const { visit, url, method } = request
  const kind = kindOfPath(url)
  const address = signInAddress(visit.language, kind)
  if (kept === null) {
    // A file that was sent is chosen again on the same page.
    const next = ['GET', 'POST'].includes(method) && isOwnPath(url) ? `?next=${encodeURIComponent(url)}` : ''
    return reply.redirect(`${address}${next}`, 303)
  }
  const words = WORDS[visit.language]
  // A form that names nobody was sent by who was not signed in yet.
  const isOver = kept.owner !== ''
  return reply.page({
    template: 'sign-in.njk',
    title: isOver ? words.over : words.title,
    words,
    status: 401,
    view: { kind, form: formOf(), kept: writeKeptForm(kept), next: '', isOver, address },
  })
}
