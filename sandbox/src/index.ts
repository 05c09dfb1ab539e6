/** The grader's client: everything that the app and the CLI may use. */
export { GraderError, openGrader, type Grader, type GraderOptions, type Grading, type Submission } from './grader.ts';
export {
  listExercises,
  loadExercise,
  programsIn,
  readSolutions,
  type LoadedExercise,
  type Solutions,
} from './catalogue.ts';
export type { Exercise, WorldName } from './exercise.ts';
export { firstFinding, verdictSchema, type Fault, type Finding, type Verdict } from './verdict.ts';
export { detectIsolation, type Isolation, type Level } from './isolation/isolation.ts';
export { harms, type Harm } from './isolation/harm.ts';
export type { Layer } from './isolation/layers.ts';
export { refusalOf, remainingHarms } from './isolation/summary.ts';
export { nearestName } from './supervisor/nearest-name.ts';
export { limits } from './limits.ts';
