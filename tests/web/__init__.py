"""The page behind the link, as an agency official and a passing robot meet it."""
