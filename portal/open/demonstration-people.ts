/** The people that a demonstration has, for who tries it: asked of the demonstration each time, since their numbers change. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { request } from 'undici'
import type { TravellerLanguage } from '#evisa/language.ts'
import { stateInWords } from '../../pages/states.ts'

const Text = Type.String()
const Person = Type.Object({
  ...{ passport_number: Text, surname: Text, given_names: Text, nationality: Text },
  picture: Type.String({ pattern: '^/passports/[A-Z0-9]{1,20}\\.jpg$' }),
  visa_support_number: Type.Union([Text, Type.Null()]),
})
type Person = Type.Static<typeof Person>

const answer = Compile(Type.Object({ people: Type.Array(Person) }))
const ANSWER_MS = 1_500

export interface DemonstrationView {
  /** Where all of it is said. */
  readonly url: string
  /** Those who can apply now; null where the demonstration does not answer. */
  readonly people: readonly ShownPerson[] | null
}

export interface ShownPerson {
  readonly name: string
  readonly nationality: string
  readonly passport: string
  readonly number: string
  readonly picture: string
  /** Where the lines of the passport are. */
  readonly page: string
}

export async function demonstrationPeople(url: string, language: TravellerLanguage): Promise<DemonstrationView> {
  const people = await askPeople(url)
  return { url, people: people?.flatMap((person) => shown(person, url, language)) ?? null }
}

/** Null where it is away, or says something else: a page is not kept back by it. */
async function askPeople(url: string): Promise<readonly Person[] | null> {
  try {
    const { statusCode, body } = await request(`${url}/people.json`, { signal: AbortSignal.timeout(ANSWER_MS) })
    const told: unknown = JSON.parse(await body.text())
    return statusCode === 200 && answer.Check(told) ? told.people : null
  } catch {
    return null
  }
}

function shown(person: Person, url: string, language: TravellerLanguage): readonly ShownPerson[] {
  const { passport_number: passport, surname, given_names: given, nationality, picture } = person
  const { visa_support_number: number } = person
  if (number === null) return []
  const here = (path: string) => new URL(path, url).href
  return [
    {
      ...{ name: `${given} ${surname}`.trim(), nationality: stateInWords(nationality, language), passport, number },
      ...{ picture: here(picture), page: here(`/#${encodeURIComponent(passport)}`) },
    },
  ]
}
