"""The rules of Link2Prisma, pure: what is known and `now` come in, an outcome goes out."""
