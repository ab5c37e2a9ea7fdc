// axios asks at every request which flags Node allows. Node makes that list once and keeps it with its own `process`; Jest
// gives each suite a copy of that, where it would be made anew each time.
Object.defineProperty(process, "allowedNodeEnvironmentFlags", { value: process.allowedNodeEnvironmentFlags });
