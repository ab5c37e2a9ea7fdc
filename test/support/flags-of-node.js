/**
 * Jest gives each suite a copy of `process`, in which Node's list of its own flags is made anew whenever it is read; axios
 * reads it at every request. Here it is made once.
 */
Object.defineProperty(process, "allowedNodeEnvironmentFlags", { value: process.allowedNodeEnvironmentFlags });
