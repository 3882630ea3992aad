import { onSqlite } from '../both-databases.ts'
import { stepScene } from '../step-scene.ts'

onSqlite(stepScene)
