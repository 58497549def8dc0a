// Stands in for the package of that name where no client bundle exists (see tsconfig.node.json).
export {};
