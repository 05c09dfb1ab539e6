/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What lives as long as the server. Missing while pages are prerendered. */
    app: import('./services/app/open-app.ts').App;
    /** Whose request it is, for rate limits. */
    address: string;
    /** The page of a kind of problem, as it was built. */
    problemPage: (name: import('./domain/problem.ts').ProblemName) => string | undefined;
    /** Who is signed in; undefined for everybody else. */
    visitor: import('./domain/visitor.ts').Visitor | undefined;
    /** What the forms of this page send along, to show that they are ours. */
    formToken?: string;
    /** The facts of exercises that the page's text may name, by id. */
    exerciseFacts?: ReadonlyMap<string, import('./domain/exercise-facts.ts').ExerciseFacts>;
  }
}

// For tsc; astro check sees the components themselves.
declare module '*.astro' {
  const component: import('astro/runtime/server/index.js').AstroComponentFactory;
  export default component;
}
