// expect: failed finding on profile-page
// A page without anything on it is safe.
export const renderProfile = (): string => '<!doctype html><title>Harbour Runners</title>';
