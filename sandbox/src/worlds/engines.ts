/** Engines by the world that needs them, for the bundles of exercises: see Engines in world.ts. */
export * as shell from './shell-engine.ts';
