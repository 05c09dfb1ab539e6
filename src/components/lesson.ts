/** The components that lessons may name, and nothing else. */
import Exercise from './lesson/Exercise.astro';
import Incident from './lesson/Incident.astro';
import Note from './lesson/Note.astro';
import Safe from './lesson/Safe.astro';
import Vulnerable from './lesson/Vulnerable.astro';

export const lessonComponents = { Exercise, Incident, Note, Safe, Vulnerable };
