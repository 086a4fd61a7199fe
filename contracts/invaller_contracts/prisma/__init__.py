"""Stories of Link2Prisma: workers, absences, prestations and documents through a queue."""
