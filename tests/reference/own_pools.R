# Our own pools as metafor gives them: restricted maximum likelihood, the wider of the intervals of Knapp and Hartung
# and of the normal distribution. Reads pools (yi, vi) as JSON from standard input.
suppressMessages({
  library(metafor)
  library(jsonlite)
})
pools <- fromJSON(file("stdin"), simplifyVector = FALSE)
# Steps that are halved and stop late, so that REML ends where it should in every pool.
steps <- list(maxiter = 1000, stepadj = 0.5, threshold = 1e-10)
answers <- lapply(pools, function(pool) {
  fit <- function(test) rma(unlist(pool$yi), unlist(pool$vi), method = "REML", test = test, control = steps)
  knapp <- fit("knha")
  normal <- fit("z")
  chosen <- if (knapp$ci.ub - knapp$ci.lb >= normal$ci.ub - normal$ci.lb) knapp else normal
  list(id = pool$id, estimate = knapp$beta[1], low = chosen$ci.lb, high = chosen$ci.ub, tau2 = knapp$tau2, i2 = knapp$I2)
})
cat(toJSON(answers, auto_unbox = TRUE, digits = NA))
