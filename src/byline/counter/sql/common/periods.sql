SELECT period FROM views UNION SELECT period FROM refused;
