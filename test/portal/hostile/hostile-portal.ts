/** The portal with all the routes that it has, whoever may call them, and what it logged: hostile tests go over every route, also those of later. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { RouteOptions } from 'fastify'
import { pino } from 'pino'
import type { Test } from 'tap'
import type { PortalOptions } from '../../../portal/app.ts'
import type { Ready } from '../../server/hostile/hostile-scene.ts'
import type { PageBrowser } from '../page-browser.ts'
import { type PortalScene, portalScene } from '../portal-scene.ts'

export interface PortalRoute {
  readonly method: string
  /** As it was registered: `/:language/fees`. */
  readonly url: string
}

export interface HostilePortal extends PortalScene {
  readonly routes: readonly PortalRoute[]
  /** What it logged. */
  readonly lines: readonly string[]
  /** Their draft has every page, and their other case is paid. */
  readonly draft: Ready
  readonly paidCase: Ready
  /** Browsers by who sits at them. */
  readonly at: Readonly<Record<Sitting, PageBrowser>>
  /** All that the server keeps, by table. */
  kept(): Map<string, string>
}

export const SITTING = ['nobody', 'nimali', 'another', 'host'] as const
export type Sitting = (typeof SITTING)[number]

/** Whose the cases are. */
export const NIMALI = 'nimali@example.org'
/** What no one else may be shown of them. */
export const NIMALIS = /PERERA|NIMALI|nimali@example\.org/

export async function hostilePortal(t: Test, change: Partial<PortalOptions> = {}): Promise<HostilePortal> {
  const routes: PortalRoute[] = []
  const lines: string[] = []
  const noteRoute = ({ method, url }: RouteOptions) => {
    for (const one of [method].flat()) routes.push({ method: one, url })
  }
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  const scene = await portalScene(t, { noteRoute, logger, ...change })
  const draft = await scene.ready(scene.nimali)
  const paidCase = await scene.paid(scene.nimali)
  const at = { nobody: scene.roaming(), nimali: scene.roaming(), another: scene.roaming(), host: scene.roaming() }
  await scene.signInAt(at.nimali, NIMALI)
  await scene.signInAt(at.another, 'another@example.org')
  await scene.signInAt(at.host, 'host@example.kz', 'host')
  return { ...scene, routes, lines, draft, paidCase, at, kept: () => keptIn(scene.dir) }
}

/** The address of a route in a language, with a case and whatever else it names. */
export function addressOf({ url }: PortalRoute, { reference }: Pick<Ready, 'reference'>, language = 'en'): string {
  const values: Readonly<Record<string, string>> = { language, reference }
  return url
    .replace(/:(\w+)(\([^)]*\))?/g, (_, name: string) => values[name] ?? '0198f3c2-0000-7000-8000-000000000000')
    .replace('*', 'emblem.svg')
}

export const isGet = ({ method }: PortalRoute) => method === 'GET'
export const isPost = ({ method }: PortalRoute) => method === 'POST'
/** Whether it is about a case, a copy, an invitation: something of somebody's. */
export const isOfSomebody = ({ url }: PortalRoute) => /:(?!language)\w+/.test(url)

function keptIn(folder: string): Map<string, string> {
  const file = new Database(join(folder, 'authority.db'), { readonly: true })
  const tables = file
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all()
  const rowsOf = (table: string) =>
    JSON.stringify(file.prepare(`SELECT * FROM "${table}"`).all(), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    )
  const kept = new Map(tables.map((table) => [table, rowsOf(table)]))
  file.close()
  return kept
}

/** The tables in which something is otherwise than before. */
export function changedTables(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after.keys()].filter((table) => after.get(table) !== before.get(table))
}
