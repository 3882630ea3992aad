/** How far a draft is: the state of each of its pages, and which comes next. Pure. */
import type { OwnCase } from '../own-case.ts'
import { STEPS, type Step } from './steps.ts'

export type TaskState = 'done' | 'to-do' | 'fault' | 'not-yet'

export interface Task {
  readonly step: Step
  readonly state: TaskState
}

/** Each page in its order. The check comes when all others are done. */
export function tasksOf(application: Pick<OwnCase, 'pages' | 'missing' | 'copy'>): readonly Task[] {
  const tasks = STEPS.filter((step) => step !== 'check').map((step) => ({ step, state: stateOf(step, application) }))
  const isReady = tasks.every(({ state }) => state === 'done')
  return [...tasks, { step: 'check', state: isReady ? 'to-do' : 'not-yet' }]
}

/** The first that is not done. */
export function nextTask(tasks: readonly Task[]): Step {
  return tasks.find(({ state }) => state !== 'done')?.step ?? 'check'
}

function stateOf(step: Step, { pages, missing, copy }: Pick<OwnCase, 'pages' | 'missing' | 'copy'>): TaskState {
  if (step === 'passport-copy') {
    if (copy === null) return 'to-do'
    return copy.state === 'accepted' ? 'done' : 'fault'
  }
  const isKept = (pages.find(({ page }) => page === step)?.revision ?? 0) > 0
  if (!isKept) return 'to-do'
  return missing.includes(step) ? 'fault' : 'done'
}
