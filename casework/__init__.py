"""What every kind of case needs: people, cases, policy, eligibility, documents, decisions, notices, audit."""
